namespace QualiPref.Platform.Messaging;

/// <summary>Nobody takes a type of message: it would vanish. A fault of what runs here, not of the message.</summary>
/// <param name="message">Which type, and where a consumer is missing.</param>
public sealed class NoConsumerException(string message) : Exception(message);
