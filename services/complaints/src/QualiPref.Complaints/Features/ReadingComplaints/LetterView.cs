using QualiPref.Complaints.Cases.Letters;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>
/// A letter with the record of how it is brought to the person: <c>sentOn</c> is the date that it bears, <c>delivery</c> what became of it, null for a letter of before
/// there were such records; <c>earlier</c> are the deliveries that did not arrive, oldest first.
/// </summary>
internal sealed record LetterView(
    Guid Id, string Kind, string Subject, string Body, string Language, string? Template, int? TemplateVersion, DateOnly SentOn, DateTime At, string By,
    DeliveryView? Delivery, IReadOnlyList<DeliveryView> Earlier)
{
    public static LetterView Of(Letter letter) => new(
        letter.Id, letter.Kind, letter.Subject, letter.Body, letter.Language, letter.Template, letter.TemplateVersion, letter.DatedOn, letter.At, letter.By,
        letter.Delivery is { } last ? DeliveryView.Of(last) : null,
        [.. letter.Deliveries.SkipLast(1).Select(DeliveryView.Of)]);
}

/// <summary>
/// How a letter is brought to a person, and how far it is. <c>dueAt</c> is when the service does something with it next, before which an e-mail that was never tried may be
/// taken back; <c>fault</c> is a code that says what is wrong.
/// </summary>
internal sealed record DeliveryView(
    DeliveryWay Way, string? To, DeliveryState State, DateTime? DueAt, bool MayBeTakenBack, int Attempts, DateTime LastAt, string? Fault, Guid? Batch, IReadOnlyList<DeliveryEvent> Events)
{
    public static DeliveryView Of(Delivery delivery) => new(
        delivery.Way, delivery.To, delivery.State, delivery.DueAt, delivery.MayBeTakenBack, delivery.Attempts, delivery.LastAt, delivery.Fault, delivery.Batch, delivery.Events);
}

/// <summary>A letter that did not arrive, or perhaps not: what it is, how it was brought, how far that came, since when (UTC) and why.</summary>
internal sealed record LetterNotArrived(Guid Letter, string Kind, DateOnly SentOn, DeliveryWay Way, DeliveryState State, DateTime LastAt, string? Fault)
{
    public static LetterNotArrived Of(Letter letter)
    {
        var last = letter.Delivery!;
        return new LetterNotArrived(letter.Id, letter.Kind, letter.DatedOn, last.Way, last.State, last.LastAt, last.Fault);
    }
}
