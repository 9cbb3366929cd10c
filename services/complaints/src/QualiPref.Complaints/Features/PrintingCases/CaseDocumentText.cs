using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.PrintingCases;

/// <summary>A whole case as a document says it: what was filed, what followed, what was written and what became of it.</summary>
/// <param name="document">The case.</param>
/// <param name="words">The words of its codes.</param>
/// <param name="today">The day at its site.</param>
internal sealed class CaseDocumentText(CaseDocument document, CaseDocumentWords words, DateOnly today)
{
    private readonly List<PrintedBlock> _blocks = [];

    /// <summary>Its parts, in their order.</summary>
    /// <param name="files">What becomes of its files.</param>
    /// <param name="at">When the document is made (UTC).</param>
    public IReadOnlyList<PrintedBlock> Blocks(IReadOnlyList<CaseFile> files, DateTime at)
    {
        Add(BlockKind.Title, $"Dossier {document.Reference}");
        Fact($"Ce document dit ce qui était enregistré le {words.At(at)}.");
        AddFacts();
        AddPerson();
        AddWritten();
        AddLetters();
        AddPromises();
        AddReview();
        AddHistory();
        if (files.Count > 0) Add(BlockKind.Section, "Pièces jointes");
        foreach (var file in files) Fact($"{file.File.Name}, {words.At(file.File.At)} : {file.Words}.");
        return _blocks;
    }

    private void AddFacts()
    {
        var state = document.State;
        Add(BlockKind.Section, "En bref");
        Facts(
            ("Objet", document.Filing.Subject ?? "Sans objet"), ("Nature", CaseDocumentWords.Kind(state.Kind)), ("Site", words.Site(state.Site)), ("Canal", words.Channel(state.Channel)),
            ("Reçue le", state.ReceivedOn.InFrench()), ("Échéance", state.DueOn.InFrench()), ("Délai légal", state.LegalDueOn.InFrench()), ("Statut", CaseDocumentWords.Of(state.Status)),
            ("Délai", CaseDocumentWords.Verdict(state, today)), ("Cause du retard", state.LateReason), ("Motif", words.Motive(state.Motive)), ("Module", state.Module is { } module ? words.Module(module) : null),
            ("Gravité", state.Gravity), ("Bien-fondé", state.Founded is { } founded ? founded ? "oui" : "non" : null), ("Réponse datée du", state.AnsweredOn?.InFrench()),
            ("Conclusion", state.Outcome is { } outcome ? CaseDocumentWords.Of(outcome) : null), ("Close le", state.ClosedOn?.InFrench()), ("Autre organisme", state.TransferredTo),
            ("Gel", document.LegalHold is { } hold ? $"par {hold.By}, le {words.At(hold.At)} : {hold.Reason}" : null));
    }

    private void AddPerson()
    {
        Add(BlockKind.Section, "La personne");
        if (document.Filing.Contact is not { } contact) Fact("Message anonyme.");
        else Facts(("Nom", contact.Name), ("Adresse électronique", contact.Email), ("Téléphone", contact.Phone), ("Adresse postale", contact.PostalAddress), ("Langue", contact.Language));
    }

    private void AddWritten()
    {
        Add(BlockKind.Section, "Le message");
        Text(document.Filing.Text ?? "Sans texte.");
        Quoted(document.Filing.Quoted);
        if (document.Messages.Count == 0) return;
        Add(BlockKind.Section, "Ce que la personne a ajouté");
        foreach (var message in document.Messages)
        {
            Add(BlockKind.Item, $"{(message.Channel == Channels.Email ? "Courriel" : "Message de la page de suivi")}, {words.At(message.At)}");
            Facts(("De", message.From), ("Objet", message.Subject));
            Text(message.Text);
            Quoted(message.Quoted);
        }
    }

    private void AddLetters()
    {
        if (document.Letters.Count == 0) return;
        Add(BlockKind.Section, "Courriers");
        foreach (var letter in document.Letters)
        {
            Add(BlockKind.Item, $"{CaseDocumentWords.Step(letter.Kind == Letter.Receipt ? "acknowledge" : letter.Kind)}, daté du {letter.DatedOn.InFrench()}");
            Facts(("Objet", letter.Subject), ("Rédigé par", letter.By), ("À", letter.Delivery?.To));
            foreach (var happened in letter.Deliveries.SelectMany(words.Record)) Fact(happened + ".");
            Add(BlockKind.Text, letter.Body, letter.Language);
        }
    }

    private void AddPromises()
    {
        if (document.Promises.Count == 0) return;
        Add(BlockKind.Section, "Engagements");
        foreach (var promise in document.Promises)
        {
            Fact($"{promise.Text} : au plus tard le {promise.DueOn.InFrench()}, {CaseDocumentWords.Of(promise.State)}{(promise.KeptOn is { } kept ? $" (le {kept.InFrench()})" : "")}"
                + $"{(promise.Reason is { } reason ? $" : {reason}" : "")}");
        }
    }

    private void AddReview()
    {
        if (document.Review is not { } review) return;
        Add(BlockKind.Section, "L'avis de la personne");
        Fact($"{CaseDocumentWords.Of(review.Said)}, {words.At(review.At)}.");
        if (review.Text is { } text) Text(text);
    }

    private void AddHistory()
    {
        Add(BlockKind.Section, "Ce qui a été fait");
        foreach (var entry in document.History)
        {
            Add(BlockKind.Item, CaseDocumentWords.Step(entry.Transition));
            Fact(string.Join(", ", new[]
            {
                entry.BackDated ? $"{entry.OccurredOn.InFrench()} (date indiquée par l'agent)" : words.At(entry.At),
                entry.By.Length > 0 ? $"par {entry.By}" : null,
                entry.AnnouncedOn is { } day ? $"nouvelle date annoncée : {day.InFrench()}" : null,
            }.OfType<string>()) + ".");
            foreach (var change in words.Changes(entry)) Fact(change + ".");
            if (entry.Note is { Length: > 0 } note) Text(note);
        }
    }

    private void Facts(params ReadOnlySpan<(string Label, string? Value)> facts)
    {
        foreach (var (label, value) in facts)
        {
            if (!string.IsNullOrWhiteSpace(value)) Fact($"{label} : {value}");
        }
    }

    private void Quoted(string? quoted)
    {
        if (quoted is null) return;
        Fact("Repris d'échanges antérieurs :");
        Text(quoted);
    }

    private void Fact(string text) => Add(BlockKind.Fact, text);

    private void Text(string text) => Add(BlockKind.Text, text.Length > 0 ? text : "Sans texte.");

    private void Add(BlockKind kind, string text, string language = "fr") => _blocks.Add(new PrintedBlock(kind, text, language));
}
