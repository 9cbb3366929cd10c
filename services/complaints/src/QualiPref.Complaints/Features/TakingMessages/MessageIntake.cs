using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.TakingMessages;

/// <summary>Adds what persons write to their cases, from the tracking page and from e-mails. A case that waited for them goes on by it, one that was set aside is taken up.</summary>
internal sealed class MessageIntake(CaseStore cases, MessageStore messages, SitePromises promises, TimeProvider time)
{
    // Each loss means that somebody else's step was stored meanwhile.
    private const int Attempts = 10;

    /// <summary>Adds a message; with an id that the case has, adds nothing. Two round trips.</summary>
    /// <param name="document">The case as it was read.</param>
    /// <param name="message">The message.</param>
    /// <param name="files">What was handed in with it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The case with it.</returns>
    /// <exception cref="ProblemException">409: it has other content than one with its id, or the case is full; 410: the case was erased.</exception>
    public async Task<CaseDocument> AddAsync(CaseDocument document, PersonMessage message, IReadOnlyList<Attachment> files, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (document.Erased is not null) throw new ProblemException(new Problem(ComplaintsProblems.Gone));
            if (document.Messages.Find(one => one.Id == message.Id) is { } known)
            {
                return known.Text == message.Text ? document : throw new ProblemException(new Problem(ComplaintsProblems.OtherContent));
            }
            if (document.Messages.Count >= PersonMessage.MostOfACase) throw new ProblemException(new Problem(ComplaintsProblems.MessagesFull));
            var resumed = Resumed(document);
            // The same file a second time is the one that is there.
            List<Attachment> further = [.. files.Where(file => document.Attachments.TrueForAll(known => known.Id != file.Id))];
            if (await messages.TryAddAsync(document, message, further, resumed, cancellationToken)) return With(document, message, further, resumed);
            document = await cases.FindAsync(document.Id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        }
        throw new ProblemException(new Problem(CommonProblems.Stale));
    }

    // The step that a handler would take on hearing from the person. One that a full history refuses leaves the message: it is what matters.
    private Decision.Accepted? Resumed(CaseDocument document)
    {
        var site = document.State.Site;
        CaseCommand? command = document.State.Status == CaseStatus.AwaitingUser ? new Resume() : document.State.IsAside(promises.Today(site)) ? new TakeUp() : null;
        return command is null ? null : Transitions.Decide(document.State, command, new Step(document.Version, promises.Today(site), time.GetUtcNow(), "", promises.Of(site))) as Decision.Accepted;
    }

    private static CaseDocument With(CaseDocument document, PersonMessage message, IReadOnlyList<Attachment> files, Decision.Accepted? resumed)
    {
        document.Messages.Add(message);
        document.Attachments.AddRange(files);
        if (resumed is null) return document;
        document.State = resumed.Next;
        document.Version = resumed.Entry.Version;
        document.History.Add(resumed.Entry);
        return document;
    }
}
