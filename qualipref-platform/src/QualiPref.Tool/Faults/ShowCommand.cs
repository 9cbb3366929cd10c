using System.CommandLine;
using System.Text;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary>A message as its service tells it.</summary>
internal sealed record MessageContent(
    string? Queue, string? ContentType, long Bytes, string Content, bool IsBase64, bool IsWhole, int Tries, IReadOnlyList<Mending> Mendings)
{
    /// <summary>Its body.</summary>
    public byte[] Body() => IsBase64 ? Convert.FromBase64String(Content) : Encoding.UTF8.GetBytes(Content);
}

/// <summary>Somebody mended it.</summary>
internal sealed record Mending(DateTimeOffset At, string By, string Reason, string DigestBefore, string DigestAfter);

/// <summary><c>faults show</c>: one thing that is parked, and of a message what it holds.</summary>
internal static class ShowCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var id = new Argument<string>("id") { Description = "A name as `faults list` prints it." };
        var save = new Option<string?>("--save") { Description = "File that the body of a message is written to, to be mended there.", HelpName = "file" };
        return toolbox.Does(
            new Command("show", "Shows one thing that is parked; of a message also what it holds, which may be personal data.") { id, save },
            (session, arguments, cancellationToken) => RunAsync(session, FaultId.Parse(arguments.GetRequiredValue(id)), arguments.GetValue(save), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, FaultId id, string? file, CancellationToken cancellationToken)
    {
        if (file is not null) session.Settings.Fleeting.DemandKept(file);
        var fault = await FindAsync(new FaultBench(session.Api), id, cancellationToken);
        var content = id.Place == FaultId.Messages ? (await new FaultBench(session.Api).ReadContentAsync(id, cancellationToken)).As<MessageContent>() : null;
        if (file is not null) Save(content ?? throw Failure.WrongUse($"{id} is no message: there is nothing to save."), file);
        session.Screen.Show(new ShowResult(fault, content), () => ShowPeople(session.Screen, fault, content, file));
        return ExitCode.Fine;
    }

    private static async Task<Fault> FindAsync(FaultBench bench, FaultId id, CancellationToken cancellationToken)
    {
        foreach (var givenUp in (bool[])[false, true])
        {
            if ((await bench.ListAsync([id.Service], givenUp, cancellationToken)).FirstOrDefault(fault => fault.Id == $"{id}") is { } found) return found;
        }
        throw Failure.Wrong($"{id} is not among what {id.Service} lists; it may have gone on meanwhile.");
    }

    // What a message holds may be about a person: nobody else reads it there.
    private static void Save(MessageContent content, string file)
    {
        if (!content.IsWhole) throw Failure.Wrong($"The body has {content.Bytes} bytes, of which only the beginning can be read: it cannot be mended here.");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new FileStream(file, options);
            stream.Write(content.Body());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure.WrongUse($"{file} cannot be written ({exception.GetType().Name}).");
        }
    }

    private static void ShowPeople(Screen screen, Fault fault, MessageContent? content, string? file)
    {
        List<string[]> rows = [["Id", fault.Id], ["Since", Screen.Moment(fault.Since)], ["Reason", fault.Reason]];
        if (fault.GivenUp is { } givenUp) rows.Add(["Given up", $"{Screen.Moment(givenUp.At)} by {givenUp.By}: {givenUp.Reason}"]);
        if (content is not null)
        {
            rows.Add(["Queue", content.Queue ?? "unknown: it cannot be tried again"]);
            rows.Add(["Type", content.ContentType ?? ""]);
            rows.Add(["Bytes", Screen.Number(content.Bytes)]);
            rows.Add(["Tries", Screen.Number(content.Tries)]);
            rows.AddRange(content.Mendings.Select(mending => (string[])["Mended", $"{Screen.Moment(mending.At)} by {mending.By}: {mending.Reason}"]));
        }
        screen.Table(["What", "Is"], rows);
        if (content is null) return;
        screen.Line(file is null ? content.Content : $"Its body is in {file}.");
        if (!content.IsWhole) screen.Line("(only the beginning)");
    }

    private sealed record ShowResult(Fault Fault, MessageContent? Content);
}
