using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Drafting;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.CourriersTypes;

/// <summary>Writes a further version of a standard letter, or a new one.</summary>
internal sealed class ModifierModel(LettersClient letters) : PortalPage
{
    /// <summary>Code of the letter; empty for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>Code of a new letter.</summary>
    [BindProperty]
    public string? NewCode { get; set; }

    /// <summary>Newest version that the person saw; goes back as If-Match.</summary>
    [BindProperty]
    public int? Seen { get; set; }

    internal LetterTemplate? Newest { get; private set; }

    internal IReadOnlyList<LetterField> Fields { get; private set; } = [];

    internal string Address => Code is { Length: > 0 } code ? $"/courriers-types/modifier/{Uri.EscapeDataString(code)}" : "/courriers-types/modifier";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        Seen = Newest?.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var code = Code is { Length: > 0 } known ? known : NewCode?.Trim() ?? "";
        try
        {
            if (code.Length == 0) throw new ServiceRefusedException(new ServiceProblem(StatusCodes.Status422UnprocessableEntity, "", "", "", [new ServiceFieldError("code", "Ce champ est obligatoire.")]));
            await letters.WriteAsync(code, Seen, Written(), cancellationToken);
            return LocalRedirect($"/courriers-types/{Uri.EscapeDataString(code)}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status428PreconditionRequired)
        {
            ModelState.AddModelError(nameof(NewCode), "Ce code est déjà celui d'un courrier type : choisissez-en un autre, ou écrivez la version suivante de celui-là.");
            ViewData[LabelKey(nameof(NewCode))] = "Code";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "Quelqu'un a écrit une autre version entre-temps. Votre texte est ci-dessous : relisez cette version, puis enregistrez de nouveau si le vôtre doit la suivre.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FieldOf);
        }
        await ReadAsync(cancellationToken);
        // Who was told of the other version may follow it.
        if (Response.StatusCode == StatusCodes.Status412PreconditionFailed)
        {
            Seen = Newest?.Version;
            ModelState.Remove(nameof(Seen));
        }
        return Page();
    }

    /// <summary>What a field holds: what was sent, else the newest version.</summary>
    internal string? Typed(string field)
    {
        if (Request.HasFormContentType) return Request.Form[field];
        if (Newest is not { } newest) return null;
        return field.Split('.') switch
        {
            ["subject", var language] => newest.In(language)?.Subject,
            ["body", var language] => newest.In(language)?.Body,
            ["use"] => newest.Use,
            _ => newest.Label,
        };
    }

    internal bool IsFaulty(string language) => ErrorOf($"subject.{language}") is not null || ErrorOf($"body.{language}") is not null;

    protected override string? LabelOf(string field) => field.Split('.') switch
    {
        ["subject", var language] => $"Objet en {Languages.Name(language)}",
        ["body", var language] => $"Texte en {Languages.Name(language)}",
        ["label"] => "Titre",
        [nameof(NewCode)] => "Code",
        _ => null,
    };

    private static string? FieldOf(string pointer) => pointer.Split('/') switch
    {
        ["", "translations", var language, var field] => $"{field}.{language}",
        ["", ("subject" or "body") and var field] => $"{field}.fr",
        ["", ("label" or "use") and var field] => field,
        ["code"] => nameof(NewCode),
        _ => null,
    };

    private WrittenTemplate Written()
    {
        string? Text(string field) => Request.Form[field].ToString().ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;
        return new WrittenTemplate
        {
            Label = Text("label") ?? "",
            Use = Text("use") ?? "",
            Subject = Text("subject.fr"),
            Body = Text("body.fr") ?? "",
            // A language of which only a part was written is refused by the service, at the part that is missing.
            Translations = Languages.Known.Where(one => one != "fr" && (Text($"subject.{one}") ?? Text($"body.{one}")) is not null)
                .ToDictionary(one => one, one => new WrittenText(Text($"subject.{one}"), Text($"body.{one}") ?? "")),
        };
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var fields = letters.ListFieldsAsync(cancellationToken);
        if (Code is { Length: > 0 } code) Newest = (await letters.ListVersionsAsync(code, null, cancellationToken)).Items[0];
        Fields = await fields;
    }
}
