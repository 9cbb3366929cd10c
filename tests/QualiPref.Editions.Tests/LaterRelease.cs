using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Statistics.Figures;

namespace QualiPref.Editions.Tests;

/// <summary>Makes the types of cells and figures those of a later release, in which each has a member more that is written always and demanded in reading.</summary>
internal sealed class LaterRelease : IServiceModule
{
    public string Name => "later";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new CutFormats(WithMore(CutJson.Options)));
        builder.Services.AddSingleton(new EditionFormats(WithMore(FrozenJson.Options)));
    }

    public void AddConsumers(ConsumerList consumers)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    /// <summary>The same with a required member <c>added</c>.</summary>
    public static JsonSerializerOptions WithMore(JsonSerializerOptions options) => new(options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(type =>
        {
            if (type.Type != typeof(SiteDayCell) && type.Type != typeof(Figure)) return;
            var added = type.CreateJsonPropertyInfo(typeof(int), "added");
            added.Get = _ => 7;
            added.Set = (_, _) => { };
            added.IsRequired = true;
            type.Properties.Add(added);
        }),
    };
}
