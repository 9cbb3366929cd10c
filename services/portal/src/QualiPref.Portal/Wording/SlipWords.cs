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

    /// <summary>A rate with what it rests on and what it may be, such as <c>4,3 % (3 sur 70 réponses saisies deux fois ; entre 1,5 % et 11,9 %)</c>.</summary>
    public static string Rate(ErrorRate? rate) => rate is null
        ? "–"
        : $"{FrenchText.Percent(rate.Value)} ({FrenchText.Count(rate.Wrong)} sur {FrenchText.Count(rate.Checked)} réponses saisies deux fois\u202F; "
            + $"entre {FrenchText.Percent(rate.Interval.Low)} et {FrenchText.Percent(rate.Interval.High)})";
}
