using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.EndToEnd.Tests.Access;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Portal;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>
/// Two replicas of each service on one broker and one database, each with a folder of its own for the catalogue: a ConfigMap reaches the one a minute before the
/// other. A kiosk of the new site hands in through both all the time.
/// </summary>
public sealed class Rolling_out_a_catalogue(RealEngine engine, RealBroker broker) : IClassFixture<RealEngine>, IClassFixture<RealBroker>, IAsyncLifetime
{
    private const int AnswersOfAStep = 20;

    private static readonly TimeSpan TwoLooks = TimeSpan.FromMinutes(1);

    private readonly string _virtualHost = broker.NewVirtualHost();
    private readonly DatabasePrefix _databases = engine.NewPrefix();
    private int _sent;
    private Side _first = null!, _second = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _first = await Side.StartAsync(engine, _virtualHost, _databases.Value);
        _second = await Side.StartAsync(engine, _virtualHost, _databases.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact, Long]
    public async Task Brings_the_answers_of_a_new_site_into_the_figures_and_parks_nothing()
    {
        _first.Catalogue.AddSite();
        // By itself, nothing is started anew.
        await Eventually.ReadsAsync("the first side offers the site", token => _first.Portal.GetStringAsync("/reclamation", token),
            page => page.Contains("Maison de services de Massy", StringComparison.Ordinal), TwoLooks, Token);
        var kiosk = await Kiosk.EnrolAsync(_first.Surveys);

        // Taken by the first side; counted by whichever side gets the message.
        await SendAsync(kiosk, _first);
        var waiting = kiosk.Answers(AnswersOfAStep);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await kiosk.TrySendAsync(_second.Surveys, waiting));
        await SendAsync(kiosk, _first);

        _second.Catalogue.AddSite();
        _second.LookAtCatalogue();
        // As the kiosk does: the same again until it is taken.
        Assert.Equal(HttpStatusCode.OK, await kiosk.TrySendAsync(_second.Surveys, waiting));
        _sent += waiting.Count;
        await SendAsync(kiosk, _second);

        foreach (var side in (Side[])[_first, _second]) await CountsAllAsync(side);
    }

    [Fact]
    public async Task Brings_a_questionnaire_that_was_published_on_one_side_to_every_service_of_the_other()
    {
        using var created = await _first.Surveys.PostAsJsonAsync("questionnaire-drafts", ValidBodies.Questionnaire, Token);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString();
        using var publish = new HttpRequestMessage(HttpMethod.Post, $"questionnaire-drafts/{id}/publish");
        publish.Headers.IfMatch.Add(created.Headers.ETag!);
        Assert.Equal(HttpStatusCode.Created, (await _first.Surveys.SendAsync(publish, Token)).StatusCode);

        // By itself: indicators asks surveys, and each replica of surveys its database.
        await Eventually.ReadsAsync("indicators has a rate of it", token => _second.Indicators.GetStringAsync("definitions", token),
            definitions => definitions.Contains("satisfaction.essai.accueil", StringComparison.Ordinal), TwoLooks, Token);
        await Eventually.ReadsAsync("the other surveys knows it", token => _second.Surveys.GetAsync("questionnaires/essai?version=1", token),
            reply => reply.StatusCode == HttpStatusCode.OK, TwoLooks, Token);
    }

    private async Task SendAsync(Kiosk kiosk, Side side)
    {
        var answers = kiosk.Answers(AnswersOfAStep);
        Assert.Equal(HttpStatusCode.OK, await kiosk.TrySendAsync(side.Surveys, answers));
        _sent += answers.Count;
    }

    private async Task CountsAllAsync(Side side)
    {
        var year = $"{SiteCalendar.Today.Year}";
        await Eventually.ReadsAsync("every answer is in the figure", token => side.Indicators.GetFromJsonAsync<JsonElement>(
                $"figures?site={ChangingCatalogue.NewSite}&period={year}&indicator=satisfaction.global", token),
            figures => figures.GetProperty("items")[0].GetProperty("n").GetInt32() == _sent, cancellationToken: Token);
        await Eventually.ReadsAsync("the balance is closed", token => side.Indicators.GetFromJsonAsync<JsonElement>($"balance?network=essonne&period={year}", token),
            balance => balance.GetProperty("closed").GetBoolean() && balance.GetProperty("rows").GetArrayLength() > 0, cancellationToken: Token);
        Assert.Equal(0, (await side.Indicators.GetFromJsonAsync<JsonElement>("parked", Token)).GetProperty("waiting").GetInt64());
        Assert.Equal("Healthy", await side.Indicators.GetStringAsync("/health", Token));
        Assert.Contains("Maison de services de Massy", await side.Portal.GetStringAsync("/reclamation", Token), StringComparison.Ordinal);
    }

    /// <summary>One replica of each service that the way of an answer needs, and a portal before them.</summary>
    private sealed class Side : IAsyncDisposable
    {
        private static readonly string[] Everything = ["admin", "quality"], Everywhere = ["*"];

        private readonly List<ServiceHost> _hosts = [];

        public ChangingCatalogue Catalogue { get; } = new();

        public HttpClient Surveys { get; private set; } = null!;

        public HttpClient Indicators { get; private set; } = null!;

        public HttpClient Portal { get; private set; } = null!;

        public static async Task<Side> StartAsync(RealEngine engine, string broker, string databases)
        {
            const string away = "http://127.0.0.1:1";
            var side = new Side();
            var surveys = await StartModuleAsync(new SurveysModule());
            var indicators = await StartModuleAsync(new IndicatorsModule(), $"--QualiPref:Services:Surveys={surveys.Address}");
            var portal = await StartModuleAsync(
                new PortalModule(),
                $"--QualiPref:Services:Surveys={surveys.Address}", $"--QualiPref:Services:Indicators={indicators.Address}",
                $"--QualiPref:Services:Complaints={away}", $"--QualiPref:Services:Reporting={away}");
            var token = ServiceHost.TokenOf(Everything, Everywhere);
            (side.Surveys, side.Indicators, side.Portal) = (surveys.Client(token, "surveys"), indicators.Client(token, "indicators"), portal.Client());
            return side;

            async Task<ServiceHost> StartModuleAsync(IServiceModule module, params string[] settings)
            {
                var host = new ServiceHost(
                    arguments => QualiPrefHost.Build(arguments, module), engine.ConnectionString, databases,
                    [$"--QUALIPREF_RABBITMQ={broker}", side.Catalogue.Setting, .. settings]);
                side._hosts.Add(host);
                return await host.StartAsync();
            }
        }

        /// <summary>Has its processes take the change at once, as the others did by themselves.</summary>
        public void LookAtCatalogue() => _hosts.ForEach(host => host.LookAtCatalogue());

        public async ValueTask DisposeAsync()
        {
            foreach (var host in _hosts) await host.DisposeAsync();
            Catalogue.Dispose();
        }
    }

    /// <summary>A kiosk of the new site, which keeps what was not taken.</summary>
    private sealed class Kiosk(Guid id, int enrolment, string token)
    {
        private int _sequence;

        public static async Task<Kiosk> EnrolAsync(HttpClient surveys)
        {
            using var created = await Eventually.ReadsAsync(
                "the site may have a kiosk", token => surveys.PostAsJsonAsync("kiosks", new { site = ChangingCatalogue.NewSite, label = "Accueil" }, token),
                reply => reply.StatusCode == HttpStatusCode.Created, TwoLooks, Token);
            var code = (await created.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("enrolmentCode").GetString();
            using var reply = await surveys.PostAsJsonAsync("kiosks/enrol", new { code }, Token);
            var enrolled = await reply.Content.ReadFromJsonAsync<JsonElement>(Token);
            return new Kiosk(enrolled.GetProperty("kiosk").GetGuid(), enrolled.GetProperty("enrolment").GetInt32(), enrolled.GetProperty("accessToken").GetString()!);
        }

        public IReadOnlyList<JsonObject> Answers(int number) => [.. Enumerable.Range(0, number).Select(_ => new JsonObject
        {
            ["id"] = Guid.CreateVersion7().ToString(),
            ["site"] = ChangingCatalogue.NewSite,
            ["questionnaire"] = "accueil-general",
            ["version"] = 1,
            ["channel"] = "kiosk",
            ["kiosk"] = id.ToString(),
            ["enrolment"] = enrolment,
            ["sequence"] = ++_sequence,
            ["answeredAt"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["answers"] = new JsonObject { ["global"] = "satisfait" },
        })];

        /// <summary>Hands answers in; what is taken is taken as a whole.</summary>
        public async Task<HttpStatusCode> TrySendAsync(HttpClient surveys, IReadOnlyList<JsonObject> answers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "responses/batch")
            {
                Content = JsonContent.Create(new { items = answers }),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            };
            using var reply = await surveys.SendAsync(request, Token);
            if (reply.StatusCode == HttpStatusCode.OK)
            {
                var items = (await reply.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("items").EnumerateArray();
                Assert.All(items, item => Assert.Equal("accepted", item.GetProperty("result").GetString()));
            }
            return reply.StatusCode;
        }
    }
}
