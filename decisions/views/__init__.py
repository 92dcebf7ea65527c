"""The pages and commands of 一征三议两公开, by noun; one view per step, named like the step."""
