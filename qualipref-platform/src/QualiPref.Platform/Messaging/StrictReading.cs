using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QualiPref.Contracts.Surveys.V1;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Reads messages as the contracts declare them: what is missing, null where it may not be, or said twice is refused where it is read, and no consumer has to look
/// for it. Members that a newer version added are passed over, as they have to be.
/// </summary>
internal static class StrictReading
{
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullItems);
        return options;
    }

    // Annotations say of a list whether it may be null, and of its items only to the compiler.
    private static void RefuseNullItems(JsonTypeInfo type)
    {
        if (type.Type.Assembly != typeof(SurveyResponsesRecorded).Assembly) return;
        foreach (var property in type.Properties.Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            if (property.Set is not { } set) continue;
            property.Set = (message, items) =>
            {
                if (HoldsNull(items)) throw new RefusedMessageException($"{property.Name} holds null where something has to be.");
                set(message, items);
            };
        }
    }

    private static bool HoldsNull(object? items) => items switch
    {
        IDictionary map => map.Values.Cast<object?>().Contains(null),
        IEnumerable list => list.Cast<object?>().Contains(null),
        _ => false,
    };
}
