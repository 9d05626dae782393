"""The only modules that import boto3, openai or twilio."""
