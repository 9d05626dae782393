"""Conversations with customers, whole: what they want, what they text, and what a good receptionist reaches."""
