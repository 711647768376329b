"""Model calls and tool calls: what a run used."""
