using System.Diagnostics.Metrics;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.TakingMail;

/// <summary>What becomes of e-mails that come in, for whoever watches the system.</summary>
internal sealed class MailTelemetry
{
    private readonly Counter<long> _taken;
    private readonly Counter<long> _looks;

    public MailTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create("QualiPref.Complaints");
        _taken = meter.CreateCounter<long>("qualipref.complaints.mails.taken", "{mail}",
            "E-mails that were taken out of mailboxes, by what became of them. Of each replica its own: sum by (outcome)");
        _looks = meter.CreateCounter<long>("qualipref.complaints.mailboxes.looks", "{look}",
            "Looks into mailboxes, done or failed. Of each replica its own: sum by (site, outcome)");
    }

    /// <summary>Counts an e-mail.</summary>
    public void Note(MailOutcome outcome) => _taken.Add(1, new KeyValuePair<string, object?>("outcome", CaseNames.Of(outcome)));

    /// <summary>Counts a look into a mailbox.</summary>
    /// <param name="site">Code of its site.</param>
    /// <param name="isDone">Whether all that was in it was looked at.</param>
    public void NoteLook(string site, bool isDone) =>
        _looks.Add(1, new KeyValuePair<string, object?>("site", site), new KeyValuePair<string, object?>("outcome", isDone ? "done" : "failed"));
}
