namespace QualiPref.Demo;

/// <summary>What stops the demonstration, said in French to the person who runs it.</summary>
/// <param name="message">What was wrong, and what to do.</param>
public sealed class DemoException(string message) : Exception(message);
