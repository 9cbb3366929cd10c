using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>What an agent does with a batch of slips.</summary>
internal sealed class SlipSteps(SurveysHost host, HttpClient agent, Guid batch)
{
    public const string EmptiedOn = "2026-07-03";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static JsonObject Begin(string site, string emptiedOn) => new() { ["site"] = site, ["emptiedOn"] = emptiedOn, ["questionnaire"] = "accueil-general" };

    public Task<HttpResponseMessage> BeginAsync(string emptiedOn = EmptiedOn) => agent.PutAsJsonAsync($"slip-batches/{batch}", Begin(SurveysHost.Site, emptiedOn), Token);

    public Task<HttpResponseMessage> KeyAsync(Guid slip, params (string, string)[] answers) => agent.PutAsJsonAsync($"slip-batches/{batch}/slips/{slip}", Body(answers), Token);

    public Task<HttpResponseMessage> CheckAsync(int number, params (string, string)[] answers) => agent.PutAsJsonAsync($"slip-batches/{batch}/checks/{number}", Body(answers), Token);

    public Task<HttpResponseMessage> SettleAsync(int number, params (string, string)[] answers) =>
        agent.PostAsJsonAsync($"slip-batches/{batch}/checks/{number}/settle", Body(answers), Token);

    public Task<HttpResponseMessage> WithdrawAsync(Guid slip) => agent.PostAsync(new Uri($"slip-batches/{batch}/slips/{slip}/withdraw", UriKind.Relative), null, Token);

    public Task<HttpResponseMessage> CloseAsync() => agent.PostAsync(new Uri($"slip-batches/{batch}/close", UriKind.Relative), null, Token);

    public Task<JsonNode> BatchAsync() => agent.GetJsonAsync($"slip-batches/{batch}");

    public async Task<IReadOnlyList<JsonNode>> AnswersAsync()
    {
        using var quality = host.As("quality");
        return [.. (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Select(one => one!)];
    }

    public async Task<IReadOnlyList<JsonNode>> CountedAsync() => [.. (await AnswersAsync()).Where(answer => answer.Text("status") == "counted")];

    private static JsonObject Body(IEnumerable<(string Question, string Option)> answers) =>
        new() { ["answers"] = new JsonObject(answers.Select(one => KeyValuePair.Create(one.Question, (JsonNode?)one.Option))) };
}
