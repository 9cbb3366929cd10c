using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.SplittingCases;

/// <summary>What is made a case of its own.</summary>
/// <param name="Id">Id of the second case, made by the client: sent twice, it is made once.</param>
/// <param name="Motive">Code of its motive.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Text">What of the message it is about, at most 10,000 characters.</param>
internal sealed record SecondCase(Guid Id, string Motive, string? Subject, string Text)
{
    /// <summary>Tells a repeat from other content under the same id.</summary>
    /// <param name="first">The case it is made of.</param>
    public string DigestOf(Guid first) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { first, Motive, Subject, Text })));

    /// <summary>
    /// The second case: of the same person, received on the same day and due on the same day as the first, since the delay runs from the reception. It has no receipt of its own.
    /// </summary>
    /// <param name="first">The first as it is.</param>
    /// <param name="number">Its number in the site and the year of reception.</param>
    /// <param name="step">When, by whom.</param>
    public CaseDocument MadeOf(CaseDocument first, long number, Step step)
    {
        var state = new ComplaintCase
        {
            Site = first.State.Site,
            Kind = first.State.Kind,
            Channel = first.State.Channel,
            Status = first.State.IsGiven ? CaseStatus.Assigned : CaseStatus.Qualified,
            Anonymous = first.State.Anonymous,
            ReceivedOn = first.State.ReceivedOn,
            DueOn = first.State.DueOn,
            DueBasis = first.State.DueBasis,
            LegalDueOn = first.State.LegalDueOn,
            AcknowledgedOn = first.State.AcknowledgedOn,
            FirstStepOn = step.Today,
            Motive = Motive,
            Module = first.State.Module,
            Assignee = first.State.Assignee,
            Team = first.State.Team,
            Verdict = Verdict.Pending,
        }.Judged(step.Promise);
        var entry = new HistoryEntry
        {
            Version = 1,
            Transition = Splitting.FromAnother,
            At = step.Now.UtcDateTime,
            OccurredOn = step.Today,
            BackDated = false,
            By = step.By,
            To = state.Status,
            Note = first.Reference,
        };
        return new CaseDocument
        {
            Id = Id,
            Version = 1,
            Reference = string.Create(CultureInfo.InvariantCulture, $"{state.Site}-{state.ReceivedOn.Year:D4}-{number:D6}"),
            TrackingCode = TrackingCodes.New(),
            Filing = new FilingDocument { Subject = Subject, Text = Text, Contact = first.Filing.Contact, Digest = DigestOf(first.Id) },
            State = state,
            History = [entry],
            SplitFrom = first.Id,
            Outbox = [CaseStates.Entry(Id, 1, state)],
            OutboxSince = entry.At,
        };
    }
}
