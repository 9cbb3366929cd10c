using System.Text.RegularExpressions;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Reads a filing and names everything that is wrong with it.</summary>
internal static partial class FilingReader
{
    private const int LongestAddress = 254;

    // How many are stored for a case has a limit of its own, which may be set to less.
    private const int MostAttachments = 100;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Reads the body; what depends on the caller is left to <see cref="CheckReception"/>.</summary>
    /// <returns>The filing, and the proof that came with it.</returns>
    public static (Filing Filing, string? Proof) Read(JsonFields fields, Catalogue catalogue)
    {
        var filing = new Filing(
            fields.Id("id"),
            fields.CatalogueCode("site", [.. catalogue.Sites.Select(site => site.Code)], required: true) ?? "",
            fields.Code("kind", Kinds.All, required: true) ?? "",
            fields.CatalogueCode("channel", [.. catalogue.ComplaintChannels.Select(channel => channel.Code)], required: true) ?? "",
            fields.Date("receivedOn"),
            Filled(fields.Text("subject", 200)),
            null,
            fields.CatalogueCode("motive", [.. catalogue.Motives.Select(motive => motive.Code)]),
            fields.CatalogueCode("module", [.. catalogue.Modules.Select(module => module.Code)]),
            ReadContact(fields),
            fields.Ids("attachments", MostAttachments) ?? []);
        // A slip may be a mere tick in a box; on a screen an empty text is an oversight.
        var text = Filled(fields.Text("text", 10_000, required: filing.Channel is Channels.Web or Channels.Kiosk));
        var proof = fields.Text("proof", FilingProofs.LongestProof);
        fields.RefuseUnknown();
        return (filing with { Text = text }, proof);
    }

    /// <summary>Checks the day of reception that staff gave.</summary>
    /// <param name="filing">The filing.</param>
    /// <param name="today">Local legal date of its site.</param>
    /// <param name="errors">Where faults are noted.</param>
    public static void CheckReception(Filing filing, DateOnly today, FieldErrors errors)
    {
        if (filing.ReceivedOn is { } received && (received < Earliest || received > today))
        {
            errors.Add("/receivedOn",
                $"Une date du {Earliest.InFrench()} au {today.InFrench()} (aujourd'hui) est attendue.",
                $"A date from {Earliest:yyyy-MM-dd} to {today:yyyy-MM-dd} (today) is expected.");
        }
    }

    private static Contact? ReadContact(JsonFields filing)
    {
        if (filing.Object("contact") is not { } fields) return null;
        var contact = new Contact
        {
            Name = Filled(fields.Text("name", 200)),
            Email = Filled(fields.Text("email", LongestAddress)),
            Phone = Filled(fields.Text("phone", 50)),
            PostalAddress = Filled(fields.Text("postalAddress", 1_000)),
            Language = Filled(fields.Text("language", 10)),
        };
        fields.RefuseUnknown();
        if (contact.Email is { } email && !Address().IsMatch(email))
        {
            fields.Refuse("email", "Une adresse comme nom@domaine.fr est attendue.", "An e-mail address is expected.");
        }
        if (contact.Language is { } language && !LanguageCode().IsMatch(language))
        {
            fields.Refuse("language", "Un code de langue à deux lettres est attendu, comme fr.", "A two-letter language code such as fr is expected.");
        }
        if (contact is { Name: null, Email: null, Phone: null, PostalAddress: null })
        {
            filing.Refuse("contact", "Indiquez au moins un moyen de contact, ou null pour rester anonyme.", "Give at least one way to reach the person, or null to stay anonymous.");
        }
        return contact;
    }

    /// <summary>An e-mail address that somebody typed later.</summary>
    /// <exception cref="ProblemException">422: it is none.</exception>
    public static string RequireAddress(string text)
    {
        var errors = new FieldErrors();
        if (!IsAddress(text)) errors.Add("/to", "Une adresse comme nom@domaine.fr est attendue.", "An e-mail address is expected.");
        errors.ThrowIfAny();
        return text;
    }

    /// <summary>Whether a text is an e-mail address.</summary>
    public static bool IsAddress(string text) => text.Length <= LongestAddress && Address().IsMatch(text);

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // Whether it can be reached is shown by writing to it; this catches slips of the finger.
    [GeneratedRegex(@"\A[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\A[a-z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageCode();
}
