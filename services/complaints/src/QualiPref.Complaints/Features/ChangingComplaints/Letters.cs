using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>The letters that transitions write, each with the record of how it is brought to the person.</summary>
internal static class Letters
{
    /// <summary>What a letter announces, as it is followed up.</summary>
    public static IReadOnlyList<PersonPromise> PromisesOf(CaseCommand command, Letter? letter) => command is not Answer answer || letter is null ? [] :
    [
        .. answer.Promises.Select(promise => new PersonPromise
        {
            Id = Guid.CreateVersion7(letter.At),
            Letter = letter.Id,
            Text = promise.Text,
            DueOn = promise.DueOn,
            State = PromiseState.Open,
            At = letter.At,
            By = letter.By,
        }),
    ];

    /// <summary>The letter of a step; null when it writes none or nobody can be written to.</summary>
    /// <param name="document">The case before the step.</param>
    /// <param name="accepted">The step.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="site">Site of the case.</param>
    /// <param name="template">Version of the standard letter it was made from.</param>
    /// <param name="choice">Chooses how it is brought to the person.</param>
    public static Letter? Of(CaseDocument document, Decision.Accepted accepted, CaseCommand command, Site site, int? template, DeliveryChoice choice)
    {
        var language = (command as WritingCommand)?.From.Language ?? LetterLanguages.French;
        if (command is Acknowledge) language = Receipts.LanguageOf(document.Filing.Contact);
        string Called(string name) => $"{name} {LetterLanguages.Within(document.Reference, language)}";
        var written = command switch
        {
            Answer answer => (answer.Subject, answer.Body),
            Hold hold => (Called(LetterWords.Of(language).Holding), hold.Text),
            RequestInformation request => (Called(LetterWords.Of(language).Question), request.Text),
            // The receipt is written once; acknowledging again changes nothing.
            Acknowledge when !document.State.Anonymous && document.State.AcknowledgedOn is null =>
                (Receipts.Subject(document.Reference, document.Filing.Contact), Receipts.Text(document.Reference, site, accepted.Next, document.Filing.Contact)),
            _ => ((string Subject, string Body)?)null,
        };
        if (written is not var (subject, body) || document.Filing.Contact is not { } contact) return null;
        return new Letter
        {
            Id = Guid.CreateVersion7(accepted.Entry.At),
            Kind = accepted.Entry.Transition,
            Subject = subject,
            Body = body,
            Language = language,
            Template = (command as WritingCommand)?.From.Template,
            TemplateVersion = template,
            DatedOn = accepted.Entry.OccurredOn,
            At = accepted.Entry.At,
            By = accepted.Entry.By,
            Deliveries = [choice.New(contact, accepted.Next.Site, (command as WritingCommand)?.Way, accepted.Entry.At, accepted.Entry.By)],
            Before = document.State,
        };
    }
}
