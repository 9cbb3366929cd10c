using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Statistics;

namespace QualiPref.Portal.Wording;

/// <summary>What is said of slips that are keyed.</summary>
internal static class SlipWords
{
    /// <summary>Where a batch stands.</summary>
    public static string State(SlipBatch batch) => batch.State switch
    {
        "open" => "Saisie en cours",
        "closed" when batch.Checked < batch.Sample => $"Seconde saisie\u00A0: {batch.Checked} sur {batch.Sample}",
        "closed" => "Différences à trancher",
        _ => "Vérifié",
    };

    /// <summary>When an answer is compared.</summary>
    public const string Compared = "Une réponse est comparée quand l'une des deux saisies, au moins, y voit une case cochée.";

    /// <summary>What the interval does not know.</summary>
    public const string Clusters =
        "L'intervalle compte chaque réponse comme tirée à part\u00A0; or les erreurs d'une même fiche peuvent venir ensemble (une ligne sautée, une fiche pour une autre)\u00A0: la vérité peut être hors de l'intervalle plus souvent qu'annoncé.";

    /// <summary>The digit that chooses an option: a grade is its own, another one that of its place; null where no key does.</summary>
    public static string? KeyOf(SurveyQuestion question, int place)
    {
        if (Faces.IsGrade(question, question.Options[place])) return question.Options[place].Code is { Length: 1 } grade ? grade : null;
        return question.Presentation == QuestionPresentation.Scale || place >= 9 ? null : (place + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>After which answers a question is asked, as it stands behind its name; nothing where it is asked of everybody.</summary>
    public static string Condition(Questionnaire questionnaire, SurveyQuestion question)
    {
        if (question.ShowIf is not { } condition) return "";
        var options = questionnaire.Questions.First(one => one.Code == condition.Question).Options.Where(option => condition.Options.Contains(option.Code));
        return $" (seulement après {string.Join(" ou ", options.Select(option => $"«\u00A0{option.Texts["fr"]}\u00A0»"))})";
    }

    /// <summary>A rate with what it rests on and what it may be, such as <c>4,3 % (3 sur 70 réponses comparées ; entre 1,5 % et 11,9 %)</c>; without the latter where every slip was keyed twice.</summary>
    public static string Rate(ErrorRate? rate) => rate is null
        ? "–"
        : $"{FrenchText.Percent(rate.Value)} ({FrenchText.Count(rate.Wrong)} sur {FrenchText.Counted(rate.Checked, "réponse")} comparée{(rate.Checked >= 2 ? "s" : "")}"
            + (rate.Interval is { } interval ? $"\u202F; entre {FrenchText.Percent(interval.Low)} et {FrenchText.Percent(interval.High)})" : ")");
}
