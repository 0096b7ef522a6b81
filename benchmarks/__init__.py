"""Speed and memory, each figure with the limit of this machine beside it, measured in the same run."""
