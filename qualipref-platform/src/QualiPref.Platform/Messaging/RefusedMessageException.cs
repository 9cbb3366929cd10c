namespace QualiPref.Platform.Messaging;

/// <summary>A message that can be read and cannot be right: delivering it again changes nothing, so it waits for a person.</summary>
/// <param name="reason">What is wrong with it, where; without anything that it holds but dates and numbers.</param>
public sealed class RefusedMessageException(string reason) : Exception(reason);
