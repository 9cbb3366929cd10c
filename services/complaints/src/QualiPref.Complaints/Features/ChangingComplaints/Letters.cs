using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>The letters that transitions write. They are kept with the case; a handler brings them to the person.</summary>
internal static class Letters
{
    /// <summary>The letter of a step; null when it writes none or nobody can be written to.</summary>
    /// <param name="document">The case before the step.</param>
    /// <param name="accepted">The step.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="site">Site of the case.</param>
    /// <param name="template">Version of the standard letter it was made from.</param>
    public static LetterDocument? Of(CaseDocument document, Decision.Accepted accepted, CaseCommand command, Site site, int? template)
    {
        var written = command switch
        {
            Answer answer => (answer.Subject, answer.Body),
            Hold hold => ($"Réponse d'attente {document.Reference}", hold.Text),
            RequestInformation request => ($"Demande de précisions {document.Reference}", request.Text),
            // The receipt is written once; acknowledging again changes nothing.
            Acknowledge when !document.State.Anonymous && document.State.AcknowledgedOn is null =>
                ($"{Receipts.Subject} {document.Reference}", Receipts.Text(document.Reference, site, accepted.Next)),
            _ => ((string Subject, string Body)?)null,
        };
        if (written is not var (subject, body)) return null;
        return new LetterDocument
        {
            Id = Guid.CreateVersion7(accepted.Entry.At),
            Case = document.Id,
            Kind = accepted.Entry.Transition,
            Subject = subject,
            Body = body,
            Template = (command as Answer)?.Template,
            TemplateVersion = template,
            SentOn = accepted.Entry.OccurredOn,
            At = accepted.Entry.At,
            By = accepted.Entry.By,
        };
    }
}
