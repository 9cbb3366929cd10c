using System.CommandLine;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool;

/// <summary>What the operator's tool can do.</summary>
internal static class Commands
{
    /// <summary>All commands.</summary>
    /// <param name="time">The clock.</param>
    public static RootCommand Root(TimeProvider time) => new("Runs, looks after and repairs a QualiPref installation.")
    {
        KeysCommand.Create(time),
        BackupCommands.Backup(time),
        BackupCommands.Restore(time),
    };
}
