"""Whole phone calls, held through the dispatcher as Twilio would hold them."""
