using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
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

    /// <summary>Language in which the person writes, and wishes to be written to.</summary>
    public string Language { get; set; } = "fr";

    /// <summary>Files that were chosen now.</summary>
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>Files that the service has taken already, as fields hold them.</summary>
    public List<string?> Kept { get; set; } = [];

    /// <summary>The same, as they are shown.</summary>
    [BindNever]
    public IReadOnlyList<KeptFile> KeptFiles => [.. Kept.Select(KeptFile.Read).OfType<KeptFile>()];

    /// <summary>Keeps a file that the service has taken.</summary>
    public void Keep(KeptFile file) => Kept = [.. Kept.Append(file.Field).Distinct()];

    /// <summary>Forgets those that the service no longer has.</summary>
    /// <param name="pointers">JSON pointers into the filing, of which some name files.</param>
    public void Forget(IEnumerable<string> pointers)
    {
        var gone = pointers.Where(IsOfFiles).Select(pointer => int.TryParse(pointer.AsSpan(FilesPointer.Length), out var index) ? index : -1).ToHashSet();
        Kept = [.. KeptFiles.Where((_, index) => !gone.Contains(index)).Select(file => file.Field)];
    }

    /// <summary>Whether a pointer into the filing names a file.</summary>
    public static bool IsOfFiles(string pointer) => pointer.StartsWith(FilesPointer, StringComparison.Ordinal);

    private const string FilesPointer = "/attachments/";

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
        Attachments = Kept.Count == 0 ? null : [.. KeptFiles.Select(file => file.Id)],
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
        _ => IsOfFiles(pointer) ? "Form.Files" : null,
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
        "Form.Files" => "Pièces jointes",
        _ => null,
    };

    private Contact? ToContact()
    {
        var contact = new Contact(Trimmed(Name), Trimmed(Email), Trimmed(Phone), Trimmed(PostalAddress?.ReplaceLineEndings("\n")), Language);
        return contact is { Name: null, Email: null, Phone: null, PostalAddress: null } ? null : contact;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
