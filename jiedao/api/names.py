"""Names of lists in the schema: where several shapes choose a "kind", each list has one of its own."""

LISTS = {
    "ProjectKindEnum": "jiedao.funds.states.ProjectKind",
    "SystemEnum": "jiedao.liaison.states.Area",
}
