namespace QualiPref.Tool.Running;

/// <summary>Ends a command with words for whoever called it: what was wrong, where, and what to do.</summary>
/// <param name="message">The words.</param>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
internal sealed class Failure(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;

    public static Failure Wrong(string message) => new(message, Running.ExitCode.Wrong);

    public static Failure WrongUse(string message) => new(message, Running.ExitCode.WrongUse);

    public static Failure NotReached(string message) => new(message, Running.ExitCode.NotReached);
}
