"""The studio page: a chat with Easel in the browser."""
