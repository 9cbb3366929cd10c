using System.Globalization;
using System.Text;

namespace QualiPref.Bench;

/// <summary>The answers that the bench sends: three sites, all questions answered, the first one always expressed.</summary>
internal static class AnswerRequests
{
    public const string Network = "essonne";

    public static readonly string[] Sites = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    private static readonly string[] Expressed = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait"];
    private static readonly string[] Options = [.. Expressed, "non-concerne"];
    private static readonly string[] Questions = ["accueil", "attente", "horaires", "clarte", "confort"];

    /// <summary>The JSON of one answer, without id.</summary>
    /// <param name="site">Index into <see cref="Sites"/>.</param>
    /// <param name="channel">web, or paper to choose the date.</param>
    /// <param name="answeredAt">When it was given.</param>
    /// <param name="draw">Chooses the options: equal numbers give equal answers.</param>
    public static string Json(int site, string channel, DateTimeOffset answeredAt, int draw)
    {
        var chosen = string.Concat(Questions.Select((question, i) => $",\"{question}\":\"{Options[(draw + i * 3 + draw / 5) % Options.Length]}\""));
        return string.Create(CultureInfo.InvariantCulture,
            $$$"""{"site":"{{{Sites[site]}}}","questionnaire":"accueil-general","version":1,"channel":"{{{channel}}}","language":"fr","answeredAt":"{{{answeredAt:yyyy-MM-dd'T'HH:mm:sszzz}}}","answers":{"global":"{{{Expressed[draw % Expressed.Length]}}}"{{{chosen}}},"motif":"titres"}}""");
    }

    /// <summary>A batch of answers typed in, dated on the days of a month in turn.</summary>
    public static byte[] Batch(int number, int items, DateOnly month)
    {
        var body = new StringBuilder("{\"items\":[");
        for (var i = 0; i < items; i++)
        {
            var at = new DateTimeOffset(month.AddDays((number * items + i) % 28), new TimeOnly(10, 0), TimeSpan.Zero);
            if (i > 0) body.Append(',');
            body.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{Guid.CreateVersion7()}\",").Append(Json(i % Sites.Length, "paper", at, number + i).AsSpan(1));
        }
        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }
}
