using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;

namespace QualiPref.Platform.Tests.Calls;

/// <summary>A process that would ask itself for another service's answers must not run.</summary>
public sealed class Needing_another_service
{
    [Fact]
    public async Task Of_unknown_address_keeps_the_process_from_starting()
    {
        await using var host = Front.Build();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains("QualiPref:Services:indicators is not set", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_given_address_starts()
    {
        await using var host = Front.Build("--QualiPref:Services:Indicators=http://127.0.0.1:1");
        await host.StartAsync();
        Assert.Equal("http://127.0.0.1:1/api/indicators/v1/", host.Service<ServiceAddresses>().Of(ServiceNames.Indicators).AbsoluteUri);
    }
}
