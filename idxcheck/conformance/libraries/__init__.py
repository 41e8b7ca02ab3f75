"""The libraries that idxcheck has adapters for, and what it takes to run one."""
