using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Backup;

/// <summary><c>backup</c> and <c>restore</c>: the databases of all services as one file.</summary>
internal static class BackupCommands
{
    private const string Stdout = "-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary><c>backup FILE</c>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Where the databases are; the environment when left out.</param>
    public static Command Backup(TimeProvider time, IConfiguration? settings = null)
    {
        var file = new Argument<string>("file") { Description = "Where to write it, a file that is not there yet; - for the standard output. It holds personal data, and is not encrypted." };
        var json = JsonOption();
        var command = new Command("backup", "Writes the databases of all services into one file, while they run.") { file, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, settings, async surroundings =>
        {
            var name = arguments.GetRequiredValue(file);
            var said = arguments.InvocationConfiguration;
            var taking = new TakingABackup(surroundings.Value, new Progress(said.Error, time), time);
            var started = time.GetTimestamp();
            var contents = name == Stdout ? await ToStdoutAsync(taking, cancellationToken) : await ToFileAsync(taking, name, cancellationToken);
            Tell(name == Stdout ? said.Error : said.Output, contents, time.GetElapsedTime(started), "Backed up", arguments.GetValue(json));
        }));
        return command;
    }

    /// <summary><c>restore FILE</c>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Where databases and broker are; the environment when left out.</param>
    public static Command Restore(TimeProvider time, IConfiguration? settings = null)
    {
        var file = new Argument<string>("file") { Description = "The backup. A file, not a stream: it is read once before anything is touched." };
        var replace = new Option<bool>("--replace") { Description = "Removes what the databases of the services hold. Without it they have to be empty." };
        var check = new Option<bool>("--check-only") { Description = "Only reads the file and says whether it is whole. It asks neither database nor broker." };
        var json = JsonOption();
        var command = new Command("restore", "Writes the databases of all services from a backup. All services have to be stopped.") { file, replace, check, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, settings, async surroundings =>
        {
            var said = arguments.InvocationConfiguration;
            var started = time.GetTimestamp();
            await using var source = new FileStream(arguments.GetRequiredValue(file), FileMode.Open, FileAccess.Read);
            if (arguments.GetValue(check))
            {
                Tell(said.Output, BackupReader.Verify(source), time.GetElapsedTime(started), "Whole", arguments.GetValue(json));
                return;
            }
            var contents = await new RestoringABackup(surroundings.Value, new Progress(said.Error, time), time).RestoreAsync(source, arguments.GetValue(replace), cancellationToken);
            Tell(said.Output, contents, time.GetElapsedTime(started), "Restored", arguments.GetValue(json));
        }));
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "Tells the result as JSON." };

    private static async Task<BackupContents> ToStdoutAsync(TakingABackup taking, CancellationToken cancellationToken)
    {
        await using var target = Console.OpenStandardOutput();
        return await taking.WriteAsync(target, cancellationToken);
    }

    /// <summary>Under another name until it is whole: what is broken off never looks like a backup.</summary>
    private static async Task<BackupContents> ToFileAsync(TakingABackup taking, string name, CancellationToken cancellationToken)
    {
        if (File.Exists(name)) throw new WrongUseException($"{name} is there already: a backup is never written over another file.");
        var unfinished = $"{name}.unfinished";
        try
        {
            BackupContents contents;
            await using (var target = new FileStream(unfinished, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                contents = await taking.WriteAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }
            File.Move(unfinished, name);
            return contents;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void Tell(TextWriter output, BackupContents contents, TimeSpan took, string what, bool json)
    {
        var (code, at, prefix) = contents.Header;
        output.WriteLine(json
            ? JsonSerializer.Serialize(new { contents.Documents, code, at, prefix, seconds = Math.Round(took.TotalSeconds, 1) }, Json)
            : string.Create(CultureInfo.InvariantCulture,
                $"{what}: {contents.Documents.Values.Sum():N0} documents of databases {prefix}_*, backup of {at:u} by version {code} (this is {CodeVersion.Text}), in {took.TotalSeconds:0.0} s."));
    }

    private static async Task<int> RunAsync(ParseResult arguments, IConfiguration? settings, Func<Lazy<Surroundings>, Task> work)
    {
        var error = arguments.InvocationConfiguration.Error;
        var surroundings = new Lazy<Surroundings>(() => Surroundings.Of(settings ?? new ConfigurationBuilder().AddEnvironmentVariables().Build()));
        try
        {
            await work(surroundings);
            return ExitCode.Fine;
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
