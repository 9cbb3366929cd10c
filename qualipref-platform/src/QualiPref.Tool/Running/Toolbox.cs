using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace QualiPref.Tool.Running;

/// <summary>What all commands have in common: the options that each takes, and how each begins and ends.</summary>
internal sealed class Toolbox
{
    private readonly IConfiguration _configuration;
    private readonly TimeProvider _time;

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Writes the result as one JSON document, {\"error\", \"exitCode\"} where there is none.",
        Recursive = true,
    };

    private readonly Option<string?> _address = new("--address")
    {
        Description = $"Address of the portal, which forwards every call, instead of {Settings.AddressVariable} and QualiPref__Services__….",
        HelpName = "url",
        Recursive = true,
    };

    private readonly Option<string?> _as = new("--as")
    {
        Description = $"Who operates, as acts name them, instead of {Settings.OperatorVariable} or USER. A token of the identity provider says it itself.",
        HelpName = "name",
        Recursive = true,
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"File with a token of the identity provider, instead of {Settings.TokenFileVariable} and of the operator's key.",
        HelpName = "file",
        Recursive = true,
    };

    /// <param name="configuration">The environment.</param>
    /// <param name="time">The clock.</param>
    public Toolbox(IConfiguration configuration, TimeProvider time)
    {
        (_configuration, _time) = (configuration, time);
        _address.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Settings.IsAddress(text)) result.AddError($"'{Plain.Line(text)}' is no address such as https://qualite.prefecture.example.");
        });
    }

    /// <summary>The options that every command takes.</summary>
    public IEnumerable<Option> CommonOptions => [_json, _address, _as, _tokenFile];

    /// <summary>Says what a command does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="act">Does it; gives what the command ends with, one of <see cref="ExitCode"/>.</param>
    public Command Does(Command command, Func<Session, ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction((arguments, cancellationToken) => RunAsync(act, arguments, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(Func<Session, ParseResult, CancellationToken, Task<int>> act, ParseResult arguments, CancellationToken cancellationToken)
    {
        var screen = new Screen(arguments.GetValue(_json), arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        try
        {
            var settings = Settings.Of(_configuration, arguments.GetValue(_address), arguments.GetValue(_tokenFile), arguments.GetValue(_as));
            using var session = new Session(settings, screen, _time);
            return await act(session, arguments, cancellationToken);
        }
        catch (Failure failure)
        {
            return Ended(screen, failure.Message, failure.ExitCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ended(screen, "Interrupted.", ExitCode.Interrupted);
        }
        catch (Exception fault)
        {
            // Whoever repairs the tool needs to know where; whoever operates, that it was not their doing.
            return Ended(screen, $"A fault of this tool, please report it: {fault.GetType().Name} in {fault.TargetSite?.DeclaringType?.Name}: {fault.Message}", ExitCode.OwnFault);
        }
    }

    private static int Ended(Screen screen, string message, int exitCode)
    {
        screen.Fail(message, exitCode);
        return exitCode;
    }
}
