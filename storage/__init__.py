"""Whatever outlives a process of Easel: rows, files, queues."""
