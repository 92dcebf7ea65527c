"""Names of lists in the schema: where several shapes choose a "kind", each list has one of its own."""

LISTS = {
    "ActivityKindEnum": "jiedao.activities.states.Kind",
    "ProjectKindEnum": "jiedao.funds.states.ProjectKind",
    "SystemEnum": "jiedao.liaison.states.Area",
}
