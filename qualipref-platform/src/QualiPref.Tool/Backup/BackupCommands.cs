using System.CommandLine;
using Microsoft.Extensions.Configuration;
using MongoDB.Driver;
using QualiPref.Platform.Work;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Backup;

/// <summary><c>backup</c> and <c>restore</c>: the databases of all services as one file.</summary>
internal static class BackupCommands
{
    private const string Stdout = "-";

    /// <summary><c>backup FILE</c>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Where the databases are; the environment when left out.</param>
    public static Command Backup(TimeProvider time, IConfiguration? settings = null)
    {
        settings ??= new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var file = new Argument<string>("file") { Description = "Where to write it, a file that is not there yet; - for the standard output. It holds personal data, and is not encrypted." };
        var json = JsonOption();
        var command = new Command("backup", "Writes the databases of all services into one file, while they run. Refused where the file would be gone with the pod, or be a part of its log.") { file, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, settings, async surroundings =>
        {
            var given = arguments.GetRequiredValue(file);
            var name = given == Stdout ? null : given;
            var fleeting = new Fleeting(settings[Fleeting.Variable]);
            BackupFiles.DemandKept(name, fleeting);
            var said = arguments.InvocationConfiguration;
            var taking = new TakingABackup(surroundings.Value, new Progress(said.Error, time), time);
            var started = time.GetTimestamp();
            var contents = name is null ? await ToStdoutAsync(taking, cancellationToken) : await BackupFiles.WriteAsync(name, fleeting, target => taking.WriteAsync(target, cancellationToken));
            BackupWords.Tell(name is null ? said.Error : said.Output, "Backed up to", name, contents, time.GetElapsedTime(started), arguments.GetValue(json));
            return ExitCode.Fine;
        }));
        return command;
    }

    /// <summary><c>restore FILE</c>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Where databases and broker are; the environment when left out.</param>
    public static Command Restore(TimeProvider time, IConfiguration? settings = null)
    {
        settings ??= new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var file = new Argument<string>("file") { Description = "The backup. A file, not a stream: it is read once before anything is touched. With --check-only also a folder, for all its files *.qualipref." };
        var replace = new Option<bool>("--replace") { Description = "Removes what the databases of the services hold. Without it they have to be empty." };
        var erased = new Option<string?>("--erased") { Description = "A later backup. What was erased until it was taken is erased again; without it, what the databases that are replaced say was erased.", HelpName = "file" };
        var check = new Option<bool>("--check-only") { Description = "Only reads the file and says whether it is whole. It asks neither database nor broker." };
        var json = JsonOption();
        var command = new Command("restore", "Writes the databases of all services from a backup. All services have to be stopped.") { file, replace, erased, check, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, settings, async surroundings =>
        {
            var (name, said) = (arguments.GetRequiredValue(file), arguments.InvocationConfiguration);
            if (arguments.GetValue(check)) return CheckingBackups.Check(name, said.Output, said.Error, time, arguments.GetValue(json));
            var started = time.GetTimestamp();
            await using var source = BackupFiles.Open(name);
            await using var later = arguments.GetValue(erased) is { } named ? BackupFiles.Open(named) : null;
            var contents = await new RestoringABackup(surroundings.Value, new Progress(said.Error, time), time).RestoreAsync(source, arguments.GetValue(replace), later, cancellationToken);
            BackupWords.Tell(said.Output, "Restored from", name, contents, time.GetElapsedTime(started), arguments.GetValue(json));
            return ExitCode.Fine;
        }));
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "Tells the result as JSON." };

    private static async Task<BackupContents> ToStdoutAsync(TakingABackup taking, CancellationToken cancellationToken)
    {
        await using var target = Console.OpenStandardOutput();
        return await taking.WriteAsync(target, cancellationToken);
    }

    private static async Task<int> RunAsync(ParseResult arguments, IConfiguration settings, Func<Lazy<Surroundings>, Task<int>> work)
    {
        var error = arguments.InvocationConfiguration.Error;
        var surroundings = new Lazy<Surroundings>(() => Surroundings.Of(settings));
        try
        {
            return await work(surroundings);
        }
        catch (OperationCanceledException)
        {
            return Said(error, "Interrupted.", ExitCode.Interrupted);
        }
        catch (Exception exception) when (exception is WrongUseException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return Said(error, exception.Message, ExitCode.WrongUse);
        }
        catch (Exception exception) when (Outages.IsOutage(exception) && exception is not MongoAuthenticationException)
        {
            return Said(error, $"{surroundings.Value} does not answer ({FaultText.InShort(exception)}).", ExitCode.NotReached);
        }
        catch (MongoException exception)
        {
            return Said(error, $"{surroundings.Value} refuses ({FaultText.InShort(exception)}).", ExitCode.Wrong);
        }
        catch (Exception exception) when (exception is RefusedException or IOException)
        {
            return Said(error, exception.Message, ExitCode.Wrong);
        }
        finally
        {
            if (surroundings.IsValueCreated) surroundings.Value.Dispose();
        }
    }

    private static int Said(TextWriter error, string message, int code)
    {
        error.WriteLine(message);
        return code;
    }
}
