using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Configuration;
using QualiPref.Tool.Auditing;
using QualiPref.Tool.Backup;
using QualiPref.Tool.Checking;
using QualiPref.Tool.Counting;
using QualiPref.Tool.Demonstrating;
using QualiPref.Tool.Faults;
using QualiPref.Tool.Keys;
using QualiPref.Tool.Reading;
using QualiPref.Tool.Repairing;
using QualiPref.Tool.Running;

namespace QualiPref.Tool;

/// <summary>What the operator's tool can do.</summary>
internal static class Commands
{
    /// <summary>All commands.</summary>
    /// <param name="configuration">The environment.</param>
    /// <param name="time">The clock.</param>
    public static RootCommand Root(IConfiguration configuration, TimeProvider time)
    {
        var toolbox = new Toolbox(configuration, time);
        var root = new RootCommand("Runs, looks after and repairs a QualiPref installation. Ends with 0 when all is well, 1 when something is wrong that it tells, 2 when it was used wrongly, "
            + "3 when something could not be reached or does not let us, 4 when the tool itself is at fault, 130 when it was interrupted.")
        {
            CheckCommand.Create(toolbox), BalanceCommand.Create(toolbox), LagCommand.Create(toolbox), KiosksCommand.Create(toolbox), FaultsCommand.Create(toolbox),
            RebuildCommand.CreateResend(toolbox), RebuildCommand.CreateRebuild(toolbox), VerifyAllCommand.Create(toolbox), EditionCommand.Create(toolbox),
            AuditCommand.Create(toolbox), KeysCommand.Create(toolbox), TokenCommand.Create(toolbox),
            BackupCommands.Backup(time), BackupCommands.Restore(time), DemoCommand.Create(toolbox),
        };
        foreach (var option in toolbox.CommonOptions) root.Add(option);
        return root;
    }

    /// <summary>Runs the command that arguments name.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="errors">Where all else goes.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(this RootCommand root, string[] arguments, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        var parsed = root.Parse(arguments);
        var isWrongUse = parsed.Action is ParseErrorAction;
        var ended = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false }, cancellationToken);
        return isWrongUse ? ExitCode.WrongUse : ended;
    }
}
