using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace QualiPref.Tool.Calls;

/// <summary>The HTTP clients: one that asks again what may be asked again, one that takes the first answer for the answer.</summary>
internal sealed class HttpClients : IDisposable
{
    private const string PatientName = "patient", CurtName = "curt", PlainName = "plain";
    private const int LargestAnswer = 256 * 1024 * 1024;

    // The portal gives a service as long; freezing and verifying answer within half a minute, with an operation where they take longer.
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(100), InAll = TimeSpan.FromMinutes(4), Probing = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services;

    public HttpClients()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Add(services, PatientName).AddStandardResilienceHandler(resilience =>
        {
            resilience.AttemptTimeout.Timeout = Attempt;
            resilience.TotalRequestTimeout.Timeout = InAll;
            resilience.CircuitBreaker.SamplingDuration = InAll;
            resilience.Retry.ShouldHandle = attempt => ValueTask.FromResult(
                IsUnheard(attempt.Outcome) || (IsAway(attempt.Outcome) && attempt.Context.GetRequestMessage() is { } request && ChangesNothingTwice(request.Method)));
        });
        Add(services, CurtName).ConfigureHttpClient(http => http.Timeout = Probing);
        Add(services, PlainName);
        _services = services.BuildServiceProvider();
    }

    public HttpClient Patient => Client(PatientName);

    public HttpClient Curt => Client(CurtName);

    public HttpClient New(Uri address)
    {
        var client = Client(PlainName);
        client.BaseAddress = address;
        return client;
    }

    public void Dispose() => _services.Dispose();

    private HttpClient Client(string name) => _services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private static IHttpClientBuilder Add(ServiceCollection services, string name) => services.AddHttpClient(name, http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.MaxResponseContentBufferSize = LargestAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), AutomaticDecompression = DecompressionMethods.All });

    // Nobody took it, or whoever did says that nothing was done: also an act may be asked for again.
    private static bool IsUnheard(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        || outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable };

    private static bool IsAway(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException || outcome.Result is { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests };

    private static bool ChangesNothingTwice(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Put;
}
