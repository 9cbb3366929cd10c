using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation.Tests;

/// <summary>Exchanges written by hand, as short as the contract allows.</summary>
internal static class Exchanges
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1));

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static JsonObject Answer(string site, string at, string? global, string channel = "web")
    {
        var answers = new JsonObject();
        if (global is not null)
            answers["global"] = global;
        return new JsonObject
        {
            ["site"] = site,
            ["questionnaire"] = "accueil-general",
            ["version"] = 1,
            ["channel"] = channel,
            ["answeredAt"] = at,
            ["answers"] = answers,
        };
    }

    public static Exchange Put(int id, JsonObject answer, int status = 201, Caller caller = Caller.Staff) =>
        Sent("PUT", $"/api/surveys/v1/responses/{Id(id)}", answer, status, caller: caller);

    public static Exchange Decide(int id, string decision, int status = 200) =>
        Sent("POST", $"/api/surveys/v1/responses/{Id(id)}/{decision}", new JsonObject { ["reason"] = "x" }, status);

    public static Exchange Batch(JsonObject? device, params (int Id, JsonObject Answer, string Result)[] items)
    {
        var sent = new JsonArray();
        var results = new JsonArray();
        foreach (var (id, answer, result) in items)
        {
            var item = answer.DeepClone().AsObject();
            item["id"] = Id(id);
            sent.Add((JsonNode)item);
            results.Add((JsonNode)new JsonObject { ["id"] = Id(id), ["result"] = result });
        }
        return Sent("POST", "/api/surveys/v1/responses/batch", new JsonObject { ["device"] = device, ["items"] = sent }, 200,
            new JsonObject { ["items"] = results }, device is null ? Caller.Staff : Caller.Kiosk);
    }

    public static Exchange File(int id, string site, string receivedOn, string kind = "complaint", string channel = "letter", string? motive = null, bool anonymous = false, int status = 201) =>
        Sent("POST", "/api/complaints/v1/complaints", new JsonObject
        {
            ["id"] = Id(id),
            ["site"] = site,
            ["kind"] = kind,
            ["channel"] = channel,
            ["receivedOn"] = receivedOn,
            ["subject"] = "x",
            ["text"] = "x",
            ["motive"] = motive,
            ["contact"] = anonymous ? null : new JsonObject { ["name"] = "Usager 1" },
        }, status, new JsonObject { ["id"] = Id(id) });

    public static Exchange Move(int id, string transition, string occurredOn, JsonObject? body = null, int status = 200)
    {
        body ??= [];
        body["occurredOn"] = occurredOn;
        return Sent("POST", $"/api/complaints/v1/complaints/{Id(id)}/{transition}", body, status);
    }

    private static Exchange Sent(string method, string path, JsonObject body, int status, JsonObject? reply = null, Caller caller = Caller.Staff) => new()
    {
        Method = method,
        Path = path,
        Caller = caller,
        Kiosk = caller == Caller.Kiosk ? Id(77) : null,
        Enrolment = caller == Caller.Kiosk ? 1 : null,
        SentAt = Now,
        Body = JsonSerializer.SerializeToElement(body),
        Status = status,
        Reply = reply is null ? null : JsonSerializer.SerializeToElement(reply),
    };

    public static Recount Recount(params Exchange[] exchanges)
    {
        var recount = new Recount();
        foreach (var exchange in exchanges)
            recount.Observe(exchange);
        return recount;
    }

    public static FigureQuery Query(string indicator, string period = "2026", params string[] by) =>
        new() { Network = "essonne", Period = period, Indicator = indicator, By = by, AsOf = new DateOnly(2026, 11, 24) };

    public static ExpectedFigure Total(this Recount recount, string indicator, string period = "2026") =>
        recount.Figures(Query(indicator, period)).Single(figure => figure.Site is null);
}
