using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Drafting;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A questionnaire as people will see it, screen after screen, in one language and at the size of one device.</summary>
/// <param name="Questionnaire">The questionnaire.</param>
/// <param name="Address">The page that shows it, for the form that chooses.</param>
/// <param name="Wanted">The language asked for.</param>
/// <param name="Device">The device asked for.</param>
internal sealed record PreviewView(Questionnaire Questionnaire, string Address, string? Wanted, string? Device)
{
    public const string Kiosk = "borne";
    public const string Phone = "telephone";

    /// <summary>The language shown: that which was asked for where the questionnaire has it.</summary>
    public string Language => Wanted is not null && Questionnaire.Languages.Contains(Wanted) ? Wanted : Questionnaire.Languages.Count > 0 ? Questionnaire.Languages[0] : "fr";

    public bool IsPhone => Device == Phone;

    public IEnumerable<KeyValuePair<string, string>> LanguageNames => Questionnaire.Languages.Select(one => KeyValuePair.Create(one, Languages.Name(one)));

    public static IEnumerable<KeyValuePair<string, string>> Devices => [KeyValuePair.Create(Kiosk, "Borne, 1080 × 1920"), KeyValuePair.Create(Phone, "Téléphone, 360 × 640")];

    /// <summary>A text in the language shown; what is missing says so.</summary>
    public string In(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(Language) is { Length: > 0 } text ? text : "[texte manquant]";
}
