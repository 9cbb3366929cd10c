namespace QualiPref.Local;

/// <summary>A part could not be started or reached. The message says which, why, and what to do: show it as it is.</summary>
/// <param name="message">What was wrong, where, and what to do.</param>
public sealed class LocalStartException(string message) : Exception(message);
