"""What the three functions share: pure rules and models, ports, and the adapters that alone touch a vendor."""
