using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages;

/// <summary>What the filing forms ask for; checked by the complaints service alone, so that there is one set of rules.</summary>
internal sealed class FilingForm
{
    /// <summary>Made with the form: sending it twice files once.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>What lets the public file under this id; null on the form of staff.</summary>
    public string? Proof { get; set; }

    /// <summary>A field that nobody sees: only a program fills it in.</summary>
    public string? Blank { get; set; }

    public string? Site { get; set; }

    public string? Kind { get; set; } = "complaint";

    public string? Channel { get; set; }

    public DateOnly? ReceivedOn { get; set; }

    public string? Motive { get; set; }

    public string? Subject { get; set; }

    public string? Text { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? PostalAddress { get; set; }

    public Filing ToFiling(string channel) => new()
    {
        Id = Id,
        Site = Site ?? "",
        Kind = Kind ?? "",
        Channel = channel,
        ReceivedOn = ReceivedOn,
        Subject = Trimmed(Subject),
        // Browsers send CR LF for a line's end; counted as one character, as the field does.
        Text = Trimmed(Text?.ReplaceLineEndings("\n")),
        Motive = string.IsNullOrEmpty(Motive) ? null : Motive,
        Contact = ToContact(),
        Proof = Proof,
    };

    /// <summary>Whether an answer is due: somebody can be written to, and there is something to answer.</summary>
    public bool AwaitsAnswer => Kind != "thanks" && ToContact() is not null;

    /// <summary>The field of a JSON pointer into the filing.</summary>
    public static string? FieldOf(string pointer) => pointer switch
    {
        "/site" => "Form.Site",
        "/kind" => "Form.Kind",
        "/channel" => "Form.Channel",
        "/receivedOn" => "Form.ReceivedOn",
        "/motive" => "Form.Motive",
        "/subject" => "Form.Subject",
        "/text" => "Form.Text",
        "/contact" or "/contact/name" => "Form.Name",
        "/contact/email" => "Form.Email",
        "/contact/phone" => "Form.Phone",
        "/contact/postalAddress" => "Form.PostalAddress",
        _ => null,
    };

    /// <summary>What a field asks for, for the summary of errors.</summary>
    public static string? LabelOf(string field) => field switch
    {
        "Form.Site" => "Site",
        "Form.Kind" => "Nature du message",
        "Form.Channel" => "Canal",
        "Form.ReceivedOn" => "Reçue le",
        "Form.Motive" => "Motif",
        "Form.Subject" => "Objet",
        "Form.Text" => "Message",
        "Form.Name" => "Nom et prénom",
        "Form.Email" => "Adresse électronique",
        "Form.Phone" => "Téléphone",
        "Form.PostalAddress" => "Adresse postale",
        _ => null,
    };

    private Contact? ToContact()
    {
        var contact = new Contact(Trimmed(Name), Trimmed(Email), Trimmed(Phone), Trimmed(PostalAddress?.ReplaceLineEndings("\n")), "fr");
        return contact is { Name: null, Email: null, Phone: null, PostalAddress: null } ? null : contact;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
