namespace QualiPref.Tool.Running;

/// <summary>What a command ends with; the README and the help say the same.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>Something is wrong, and the command has told what.</summary>
    public const int Wrong = 1;

    /// <summary>The command was used wrongly: its arguments, or settings that cannot be used.</summary>
    public const int WrongUse = 2;

    /// <summary>Something could not be reached, or does not let us: no key, not believed, not allowed.</summary>
    public const int NotReached = 3;

    /// <summary>The tool itself is at fault.</summary>
    public const int OwnFault = 4;

    /// <summary>It was interrupted.</summary>
    public const int Interrupted = 130;
}
