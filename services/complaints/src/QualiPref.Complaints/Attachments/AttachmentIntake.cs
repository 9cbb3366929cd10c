using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Attachments;

/// <summary>A file that somebody hands in.</summary>
/// <param name="Case">The case that it is for, which need not be there yet.</param>
/// <param name="Name">What its sender calls it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="From">Who hands it in.</param>
/// <param name="Agent">The agent who does, in whose name it stands until a case names it.</param>
internal sealed record NewFile(Guid Case, string? Name, ReadOnlyMemory<byte> Content, AttachmentSource From, string? Agent = null);

/// <summary>What came of a file: it is stored, or refused with the reason in words.</summary>
internal abstract record Taking
{
    public sealed record Stored(Attachment Attachment) : Taking;

    public sealed record Refused(ProblemKind Reason) : Taking;
}

/// <summary>
/// Takes files in: looks at what they are, has them looked at for viruses and stores their bytes. They belong to nobody until their case names them, which has to be
/// written within the day.
/// </summary>
internal sealed class AttachmentIntake(AttachmentStore store, VirusScan scan, IOptions<AttachmentOptions> options, AttachmentTelemetry telemetry, TimeProvider time)
{
    /// <summary>Takes a file. The same file for the same case is stored once: it answers what is there.</summary>
    public async Task<Taking> TakeAsync(NewFile file, CancellationToken cancellationToken)
    {
        var taking = await JudgeAsync(file, cancellationToken);
        telemetry.Note(taking);
        return taking;
    }

    private async Task<Taking> JudgeAsync(NewFile file, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        if (file.Content.Length > limits.MostBytes) return new Taking.Refused(ComplaintsProblems.FileTooLarge);
        var name = FileNames.Clean(file.Name);
        var inspected = FileInspection.Inspect(name, file.Content);
        if (inspected.Kind is not { } kind) return new Taking.Refused(inspected.Refusal!);
        name = FileNames.Ending(name, kind);
        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        var there = await store.OfCaseAsync(file.Case, cancellationToken);
        if (there.FirstOrDefault(one => one.Digest == digest && one.Name == name && one.From == file.From) is { } same) return new Taking.Stored(same);
        if (there.Count >= limits.MostOfACase || there.Sum(one => one.Bytes) + file.Content.Length > limits.MostBytesOfACase) return new Taking.Refused(ComplaintsProblems.TooManyFiles);
        if (file.Agent is { } agent && !await HasPlaceAsync(agent, file.Content.Length, cancellationToken)) return new Taking.Refused(ComplaintsProblems.TooMuchUnnamed);
        var state = await scan.ScanAsync(file.Content, cancellationToken);
        if (state == AttachmentState.Infected) return new Taking.Refused(ComplaintsProblems.FileInfected);
        var now = time.GetUtcNow();
        var attachment = new Attachment
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            MediaType = kind.MediaType,
            Bytes = file.Content.Length,
            Digest = digest,
            State = state,
            At = now.UtcDateTime,
            From = file.From,
        };
        await store.AddAsync(file.Case, attachment, file.Content, file.Agent, cancellationToken);
        return new Taking.Stored(attachment);
    }

    // Ids of cases cost nothing: what one case may have bounds nobody who invents them. Calls at one instant may each find the last place; the next one finds none.
    private async Task<bool> HasPlaceAsync(string agent, int bytes, CancellationToken cancellationToken)
    {
        var unnamed = await store.UnnamedOfAsync(agent, time.GetUtcNow(), cancellationToken);
        return unnamed.Files < options.Value.MostUnnamed && unnamed.Bytes + bytes <= options.Value.MostUnnamedBytes;
    }
}
