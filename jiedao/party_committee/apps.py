from django.apps import AppConfig


class PartyCommitteeConfig(AppConfig):
    name = "jiedao.party_committee"
    label = "party_committee"
    verbose_name = "党工委议事"
