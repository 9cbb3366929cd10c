using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>A word of a file and the line it stands on, so that a wrong one can be pointed at.</summary>
internal sealed record Located(string Value, long Line)
{
    internal sealed class Converter : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(Located);

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            var scalar = parser.Consume<Scalar>();
            return new Located(scalar.Value, scalar.Start.Line);
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) =>
            throw new NotSupportedException("The catalogue is never written.");
    }
}
