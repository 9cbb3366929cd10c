using System.Globalization;
using System.Text.Json.Nodes;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Valid bodies to start from; a test changes what it is about.</summary>
internal static class Samples
{
    public static JsonObject Answer(string global = "satisfait") => new()
    {
        ["site"] = "91-EVRY",
        ["questionnaire"] = "accueil-general",
        ["version"] = 1,
        ["channel"] = "paper",
        ["language"] = "fr",
        ["outcome"] = "complete",
        ["answeredAt"] = $"{RunningSystem.Year}-06-17T10:12:08+02:00",
        ["answers"] = new JsonObject { ["global"] = global, ["attente"] = "non-concerne" },
    };

    public static JsonObject Item(Guid id, string global = "satisfait")
    {
        var item = Answer(global);
        item["id"] = id;
        return item;
    }

    public static JsonObject Batch(params JsonNode[] items) => new() { ["items"] = new JsonArray(items) };

    public static JsonObject Filing(Guid id) => new()
    {
        ["id"] = id,
        ["site"] = "91-EVRY",
        ["kind"] = "complaint",
        ["channel"] = "letter",
        ["receivedOn"] = $"{RunningSystem.Year}-06-17",
        ["subject"] = "Remarque sur l'attente",
        ["text"] = "Texte de démonstration.",
        ["motive"] = "attente",
        ["module"] = "accueil-general",
        ["contact"] = new JsonObject { ["name"] = "Usager 1", ["email"] = "usager1@courriel.example", ["language"] = "fr" },
    };

    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
