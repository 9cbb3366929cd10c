using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.PrintingLetters;

/// <summary>A letter of a case with one of its deliveries by post.</summary>
/// <param name="Document">The case.</param>
/// <param name="Letter">The letter.</param>
/// <param name="Delivery">The delivery.</param>
internal sealed record PostalLetter(CaseDocument Document, Letter Letter, Delivery Delivery)
{
    /// <summary>The letters of cases of which a delivery is wanted, in the order in which they were written.</summary>
    public static IReadOnlyList<PostalLetter> Of(IEnumerable<CaseDocument> cases, Func<Delivery, bool> isWanted) =>
    [
        .. cases.SelectMany(document => document.Letters.SelectMany(letter => letter.Deliveries.Where(isWanted).Select(delivery => new PostalLetter(document, letter, delivery))))
            .OrderBy(one => one.Letter.At).ThenBy(one => one.Letter.Id),
    ];

    /// <summary>As it goes on paper.</summary>
    public LetterToPrint ToPrint() => new()
    {
        Reference = Document.Reference,
        Recipient = Recipient(Document.Filing.Contact?.Name, Delivery.To),
        Subject = Letter.Subject,
        Body = Letter.Body,
        Language = Letter.Language,
        DatedOn = Letter.DatedOn,
    };

    // People often begin an address with their name.
    private static string Recipient(string? name, string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || string.IsNullOrWhiteSpace(name)) return address ?? "";
        var first = address.TrimStart().Split('\n', ',')[0].Trim();
        return string.Equals(first, name.Trim(), StringComparison.OrdinalIgnoreCase) ? address : $"{name.Trim()}\n{address}";
    }
}
