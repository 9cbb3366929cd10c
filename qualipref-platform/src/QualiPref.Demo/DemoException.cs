namespace QualiPref.Demo;

/// <summary>What stops the demonstration, said to the person who runs it.</summary>
internal sealed class DemoException(string message) : Exception(message);
