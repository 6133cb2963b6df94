"""SQL that users write: parsed, confined to readable views, run read-only under a role that sees nothing else."""
