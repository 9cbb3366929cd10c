using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;

namespace QualiPref.Platform.Tests.Calls;

/// <summary>A process that would ask itself for another service's answers must not run.</summary>
public sealed class Needing_another_service
{
    [Fact]
    public async Task Of_unknown_address_keeps_the_process_from_starting()
    {
        await using var app = Build();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("QualiPref:Services:indicators is not set", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_given_address_starts()
    {
        await using var app = Build("--QualiPref:Services:Indicators=http://127.0.0.1:1");
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("http://127.0.0.1:1/api/indicators/v1/", app.Services.GetRequiredService<ServiceAddresses>().Of(ServiceNames.Indicators).AbsoluteUri);
    }

    private static WebApplication Build(params string[] settings) => QualiPrefHost.Build(
        ["--urls=http://127.0.0.1:0", $"--QualiPref:Identity:SigningKey={Convert.ToBase64String(ProbeHost.Key)}", .. settings], new Front());

    /// <summary>Owns no data, as the portal.</summary>
    private sealed class Front : IServiceModule
    {
        public string Name => QualiPrefHost.Portal;

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddServiceAddresses(builder.Configuration);
            builder.Services.AddServiceClient<Asking>(ServiceNames.Indicators);
        }

        public void AddConsumers(ConsumerList consumers)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder api)
        {
        }
    }

    private sealed class Asking(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }
}
